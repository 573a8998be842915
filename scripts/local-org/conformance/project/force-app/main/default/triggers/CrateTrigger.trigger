trigger CrateTrigger on Crate__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    Trace.add(
        Trigger.operationType +
            ' ' +
            Trigger.size +
            ' new=' +
            (Trigger.new == null ? 'null' : 'list') +
            ' old=' +
            (Trigger.old == null ? 'null' : 'list') +
            ' newMap=' +
            (Trigger.newMap == null ? 'null' : 'map') +
            ' oldMap=' +
            (Trigger.oldMap == null ? 'null' : 'map')
    );
    Trace.flags = String.join(
        new List<Boolean>{
            Trigger.isExecuting,
            Trigger.isBefore,
            Trigger.isAfter,
            Trigger.isInsert,
            Trigger.isUpdate,
            Trigger.isDelete,
            Trigger.isUndelete
        },
        ' '
    );
    if (Trigger.isBefore && Trigger.isInsert) {
        for (Crate__c crate : Trigger.new) {
            if (crate.Name == 'refused') {
                crate.addError('No such crate.');
            }
            if (crate.Name == 'refused field') {
                crate.Place__c.addError('No such place.');
            }
        }
    }
    if (Trigger.isAfter && Trigger.isInsert && Trigger.new[0].Name == 'late change') {
        Trigger.new[0].Name = 'changed';
    }
    if (Trigger.isAfter && Trigger.isUpdate && Trigger.new[0].Name.startsWith('again')) {
        update new Crate__c(Id = Trigger.new[0].Id, Name = Trigger.new[0].Name + '.');
    }
}
