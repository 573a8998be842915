trigger TaskEvidence on Task(after insert, after update) {
    EvidenceGate.tasks(Trigger.new, Trigger.oldMap);
}
