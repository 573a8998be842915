trigger SalesRepTrigger on Sales_Rep__c(before insert, before update) {
    RepKeys.ofReps(Trigger.new);
    QuietHours.check(Trigger.new);
    RepKeys.own(Trigger.new, Trigger.oldMap);
}
