trigger RepPoolTrigger on Rep_Pool__c(after insert, after update, after delete) {
    OperationsLog.note(Trigger.new, Trigger.old);
}
