trigger TaskEvidence on Task(after insert, after update, after delete, after undelete) {
    switch on Trigger.operationType {
        when AFTER_INSERT, AFTER_UNDELETE {
            EvidenceGate.tasks(Trigger.new, null);
        }
        when AFTER_UPDATE {
            EvidenceGate.tasks(Trigger.new, Trigger.oldMap);
            EvidenceGate.lostTasks(Trigger.old, Trigger.newMap);
        }
        when AFTER_DELETE {
            EvidenceGate.lostTasks(Trigger.old, null);
        }
    }
}
