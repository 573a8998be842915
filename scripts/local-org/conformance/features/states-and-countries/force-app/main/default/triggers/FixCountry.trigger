trigger FixCountry on Lead(before insert, before update) {
    for (Lead each : Trigger.new)
        if (each.Country == 'USA')
            each.Country = 'United States';
}
