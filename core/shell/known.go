package shell

// Known says nothing of a word that is a command of the terminals, or suggests the
// nearest one.
func Known(word string) (suggestion string, known bool) {
	if commands[word] != nil {
		return "", true
	}
	var names []string
	for _, g := range helpGroups {
		for _, t := range g.texts {
			names = append(names, t.verb)
		}
	}
	return suggest(word, names), false
}

// Acts reports whether a word is a command that does something to the world, and
// not within it: crash, cut, link… What it refuses is a mistake of whoever typed it.
func Acts(word string) bool { return actVerbs[word] != nil }
