/** Keeps what it is told of notices, as tools: what an asynchronous trigger saw can be read only from records. */
trigger NoticeChanges on Notice__ChangeEvent(after insert) {
    List<Tool__c> seen = new List<Tool__c>();
    for (Notice__ChangeEvent event : Trigger.new) {
        EventBus.ChangeEventHeader header = event.ChangeEventHeader;
        seen.add(
            new Tool__c(
                Name = header.getChangeType() + ' ' + header.getEntityName() + ' ' + event.Name,
                Secret__c = String.join(header.getChangedFields(), ',')
            )
        );
    }
    insert as system seen;
}
