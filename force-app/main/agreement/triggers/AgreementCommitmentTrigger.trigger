trigger AgreementCommitmentTrigger on SLA_Commitment__c(before insert, before update, before delete) {
    AgreementGuard.commitments(Trigger.isDelete ? Trigger.old : Trigger.new, Trigger.isUpdate ? Trigger.oldMap : null);
}
