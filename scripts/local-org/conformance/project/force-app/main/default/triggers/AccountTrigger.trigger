/** Notes in the trace what a merge does. */
trigger AccountTrigger on Account(before update, before delete, after delete) {
    for (Account account : Trigger.isDelete ? Trigger.old : Trigger.new) {
        Trace.add(Trigger.operationType + ' ' + account.Name + (account.MasterRecordId == null ? '' : ' merged'));
    }
}
