trigger EventEvidence on Event(after insert, after update) {
    EvidenceGate.events(Trigger.new);
}
