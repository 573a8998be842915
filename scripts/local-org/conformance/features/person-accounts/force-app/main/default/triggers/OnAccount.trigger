trigger OnAccount on Account(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    Seen.add('Account ' + Trigger.operationType.name().toLowerCase().replace('_', ' '));
}
