trigger SalesRepTrigger on Sales_Rep__c(before insert, before update, after insert, after update, after delete) {
    if (Trigger.isBefore) {
        RepKeys.ofReps(Trigger.new);
        QuietHours.check(Trigger.new);
        if (Trigger.isUpdate) {
            QuietHours.guard(Trigger.new, Trigger.oldMap);
        }
        RepKeys.own(Trigger.new, Trigger.oldMap);
    } else {
        OperationsLog.note(Trigger.new, Trigger.old);
    }
}
