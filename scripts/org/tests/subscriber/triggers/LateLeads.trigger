trigger LateLeads on baton__SLA_Changed__e(after insert) {
    List<Task> calls = new List<Task>();
    for (baton__SLA_Changed__e event : Trigger.new) {
        Boolean isLate = event.baton__Type__c == 'LevelRaised' && event.baton__Level__c == 'Red';
        // A queue may hold a clock too.
        if (isLate && ((Id) event.baton__Holder_Id__c).getSobjectType() == User.SObjectType) {
            calls.add(
                new Task(
                    WhoId = event.baton__Lead_Id__c,
                    OwnerId = event.baton__Holder_Id__c,
                    Subject = 'Late: call today'
                )
            );
        }
    }
    insert as system calls;
}
