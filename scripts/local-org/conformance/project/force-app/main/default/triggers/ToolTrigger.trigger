/** Counts the tools that a trigger sees, where a tool asks for it by its name. */
trigger ToolTrigger on Tool__c(before insert) {
    for (Tool__c tool : Trigger.new) {
        if (tool.Name == 'count all') {
            tool.Price__c = [SELECT COUNT() FROM Tool__c WITH SYSTEM_MODE];
        }
    }
}
