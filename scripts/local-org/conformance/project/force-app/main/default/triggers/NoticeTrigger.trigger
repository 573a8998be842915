/** Notes in the record, and in the trace, when it ran. */
trigger NoticeTrigger on Notice__c(before insert, before update, after insert, after update) {
    for (Notice__c notice : Trigger.new) {
        if (Trigger.isBefore && notice.Name.startsWith('trace')) {
            notice.Path__c = (notice.Path__c == null ? '' : notice.Path__c) + 'trigger;';
        }
        Trace.add(Trigger.operationType + ' ' + notice.Path__c);
    }
}
