trigger DeferredTrigger on SLA_Deferred__e(after insert) {
    DeferredWork.run(Trigger.new);
}
