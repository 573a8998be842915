trigger EventEvidence on Event(after insert, after update, after delete, after undelete) {
    switch on Trigger.operationType {
        when AFTER_INSERT, AFTER_UNDELETE {
            EvidenceGate.events(Trigger.new);
        }
        when AFTER_UPDATE {
            EvidenceGate.events(Trigger.new);
            EvidenceGate.lostEvents(Trigger.old, Trigger.newMap);
        }
        when AFTER_DELETE {
            EvidenceGate.lostEvents(Trigger.old, null);
        }
    }
}
