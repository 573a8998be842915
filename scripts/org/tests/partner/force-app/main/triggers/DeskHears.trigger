/** Opens a ticket of our own desk (here: a task) when a lead is late. */
trigger DeskHears on baton__SLA_Changed__e(after insert) {
    List<Task> tickets = new List<Task>();
    for (baton__SLA_Changed__e event : Trigger.new) {
        if (event.baton__Type__c == 'LevelRaised' && event.baton__Level__c == 'Red') {
            tickets.add(new Task(WhoId = event.baton__Lead_Id__c, Subject = 'Desk: late ' + event.baton__Stage__c));
        }
    }
    insert as system tickets;
}
