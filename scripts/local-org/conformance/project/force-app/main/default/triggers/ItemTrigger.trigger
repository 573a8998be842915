/** Notes in the trace which items are deleted. */
trigger ItemTrigger on Item__c(before delete, after delete) {
    Trace.add('items ' + Trigger.operationType);
}
