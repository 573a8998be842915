trigger PoolMemberTrigger on Pool_Member__c(before insert, before update, after insert, after update, after delete) {
    if (Trigger.isBefore) {
        RepKeys.ofMembers(Trigger.new);
    } else {
        OperationsLog.note(Trigger.new, Trigger.old);
    }
}
