trigger OnContact on Contact(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    Seen.add('Contact ' + Trigger.operationType.name().toLowerCase().replace('_', ' '));
}
