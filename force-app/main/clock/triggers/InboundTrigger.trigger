trigger InboundTrigger on SLA_Inbound__e(after insert) {
    InboundSignals.run(Trigger.new);
}
