/** A customer's rule: a lead of that name may not be saved. It speaks after the package has run. */
trigger RefusingCustomer on Lead(after update) {
    for (Lead prospect : Trigger.new) {
        if (prospect.FirstName == 'Refused') {
            prospect.addError('The customer refuses this lead.');
        }
    }
}
