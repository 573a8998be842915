trigger AgreementTrigger on SLA_Policy__c(before insert, before update, before delete, after update) {
    switch on Trigger.operationType {
        when BEFORE_INSERT {
            AgreementGuard.creating(Trigger.new);
            ContentRules.policies(Trigger.new, null);
        }
        when BEFORE_UPDATE {
            AgreementGuard.changing(Trigger.new, Trigger.oldMap);
            ContentRules.policies(Trigger.new, Trigger.oldMap);
        }
        when BEFORE_DELETE {
            AgreementGuard.deleting(Trigger.old);
        }
        when AFTER_UPDATE {
            OperationsLog.note(Trigger.new, Trigger.old);
        }
    }
}
