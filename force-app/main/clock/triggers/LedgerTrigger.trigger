trigger LedgerTrigger on SLA_Entry__c(before update, before delete) {
    LedgerGuard.refuse(Trigger.isDelete ? Trigger.old : Trigger.new);
}
