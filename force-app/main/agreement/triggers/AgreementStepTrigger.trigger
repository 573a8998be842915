trigger AgreementStepTrigger on SLA_Step__c(before insert, before update, before delete) {
    AgreementGuard.steps(Trigger.isDelete ? Trigger.old : Trigger.new, Trigger.isUpdate ? Trigger.oldMap : null);
}
