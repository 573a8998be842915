trigger LeadClock on Lead(before insert, before update, after insert, after update, after delete, after undelete) {
    switch on Trigger.operationType {
        when BEFORE_INSERT {
            LeadGate.before(Trigger.new, null);
        }
        when BEFORE_UPDATE {
            LeadGate.before(Trigger.new, Trigger.oldMap);
        }
        when AFTER_INSERT {
            LeadGate.inserted(Trigger.new);
        }
        when AFTER_UPDATE {
            LeadGate.updated(Trigger.new, Trigger.oldMap);
        }
        when AFTER_UNDELETE {
            LeadGate.restored(Trigger.new);
        }
        when AFTER_DELETE {
            LeadGate.gone(Trigger.old);
        }
    }
}
