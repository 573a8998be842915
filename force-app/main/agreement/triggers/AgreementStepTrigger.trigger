trigger AgreementStepTrigger on SLA_Step__c(before insert, before update, before delete, after update) {
    if (Trigger.isAfter) {
        OperationsLog.note(Trigger.new, Trigger.old);
    } else {
        AgreementGuard.steps(Trigger.isDelete ? Trigger.old : Trigger.new, Trigger.isUpdate ? Trigger.oldMap : null);
    }
}
