/** A customer's own automation on leads: leads of that source use 90 queries before the package gets to run. */
trigger CustomerLead on Lead(before insert) {
    if (Trigger.new[0].LeadSource == 'Heavy customer' && Limits.getQueries() < 90) {
        for (Integer i = 0; i < 90; i++) {
            System.debug(LoggingLevel.FINEST, [SELECT COUNT() FROM Organization WITH SYSTEM_MODE]);
        }
    }
}
