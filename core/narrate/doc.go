// Package narrate tells what happens: it turns an event of a world into a
// sentence with its reason, and holds the one catalogue of all texts that a
// person sees, in English and in Chinese, for page, window and shell.
//
// The contract:
//
//   - Sentence, Title and Important are total: they answer for every event, also
//     for one of a kind that they do not know, and never panic.
//   - They are functions of the event, the names and the language. They read
//     typed reasons (raft.Reason) and details, and never the world.
//   - A sentence has at most 160 characters in English and 70 in Chinese; what
//     people typed is shortened in it.
//   - Text and Format return the id itself where the catalogue has no such text,
//     so that a mistake is seen. Tests hold that this does not happen.
//
// An example:
//
//	told := narrate.Sentence(event, names, narrate.English)
//	// told.Text is "etcd-03 grants its vote to etcd-02: term 4 is newer than 3,
//	// and the candidate's log (last 7, term 3) is at least as up to date."
//	// told.Section is "§5.4.1".
//
// Texts stand in Go tables, a file for each area: sentences_*.go for events,
// ui.go for the page's own controls, panel.go for inspector, banners and stage,
// rules.go for rules and properties, failures.go for errors (Failure). A text has placeholders, which format.go
// explains. Nothing is parsed when the program starts.
//
// Section names are those of "In Search of an Understandable Consensus
// Algorithm (Extended Version)" by Ongaro and Ousterhout; where Ongaro's
// dissertation is meant, the section says so.
package narrate
