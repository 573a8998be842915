trigger AgreementLineTrigger on SLA_Target__c(before insert, before update, before delete) {
    AgreementGuard.lines(Trigger.isDelete ? Trigger.old : Trigger.new, Trigger.isUpdate ? Trigger.oldMap : null);
    if (!Trigger.isDelete) {
        ContentRules.lines(Trigger.new, Trigger.oldMap);
    }
}
