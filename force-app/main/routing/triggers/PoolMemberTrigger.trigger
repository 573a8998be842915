trigger PoolMemberTrigger on Pool_Member__c(before insert, before update) {
    RepKeys.ofMembers(Trigger.new);
}
