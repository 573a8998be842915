trigger SourceTrigger on SLA_Source__c(after insert, after update, after delete) {
    OperationsLog.note(Trigger.new, Trigger.old);
}
