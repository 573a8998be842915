trigger SalesRepTrigger on Sales_Rep__c(before insert, before update) {
    RepKeys.ofReps(Trigger.new);
}
