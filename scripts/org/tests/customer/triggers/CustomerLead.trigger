/**
 * A customer's own automation on leads: those of one source use 90 queries before the package gets to run, those of one
 * name are refused after the package has run, and those of another keep their owner.
 */
trigger CustomerLead on Lead(before insert, after insert, after update) {
    if (Trigger.isBefore && Trigger.new[0].LeadSource == 'Heavy customer' && Limits.getQueries() < 90) {
        for (Integer i = 0; i < 90; i++) {
            System.debug(LoggingLevel.FINEST, [SELECT COUNT() FROM Organization WITH SYSTEM_MODE]);
        }
    }
    for (Lead prospect : Trigger.new) {
        if (Trigger.isUpdate && prospect.LastName == 'Pinned') {
            if (prospect.OwnerId != Trigger.oldMap.get(prospect.Id).OwnerId) {
                prospect.addError('The customer keeps the owner of this lead.');
            }
        }
        if (Trigger.isAfter && prospect.FirstName == 'Refused') {
            prospect.addError('The customer refuses this lead.');
        }
    }
}
