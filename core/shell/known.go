package shell

// Known reports whether a word is a command of the terminals. If it is none, nearest is
// the one that may be meant, or "".
func Known(word string) (nearest string, known bool) {
	if commands[word] != nil {
		return "", true
	}
	var names []string
	for _, g := range helpGroups {
		for _, t := range g.texts {
			names = append(names, t.verb)
		}
	}
	return nearestOf(word, names), false
}

// Acts reports whether a word is a command that does something to the world, and
// not within it: crash, cut, link… What it refuses is a mistake of whoever typed it.
func Acts(word string) bool { return actVerbs[word] != nil }
