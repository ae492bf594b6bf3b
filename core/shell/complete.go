package shell

import (
	"slices"
	"strings"

	"raftarium/core/sim"
)

// Complete returns what the word that ends at byte pos of line can become, in
// order. A word that is complete is followed by a blank, one that goes on is
// not.
func Complete(h Host, w *sim.World, line string, pos int) []string {
	pos = max(0, min(pos, len(line)))
	before := line[:pos]
	if i := strings.LastIndexAny(before, ";&|"); i >= 0 && !strings.HasPrefix(strings.TrimSpace(before), "partition") {
		before = before[i+1:]
	}
	start := strings.LastIndexAny(before, " \t,>|") + 1
	prefix := before[start:]
	words := strings.FieldsFunc(before[:start], func(r rune) bool { return strings.ContainsRune(" \t,>|", r) })
	for len(words) > 0 && strings.Contains(words[0], "=") {
		words = words[1:]
	}
	var out []string
	all := candidates(h, w, words)
	switch {
	case len(words) > 0 && words[0] == "cut": // where > stands between two members
	case strings.HasSuffix(strings.TrimRight(before[:start], " \t"), ">") || len(words) > 0 && words[len(words)-1] == "<":
		all = fileNames(w, "")
	case len(words) > 0 && words[0] == "curl" && strings.HasPrefix(prefix, "@"):
		all = fileNames(w, "@")
	case len(words) > 0 && makers[words[0]] != nil:
		all = append(all, fileNames(w, "")...)
	case len(words) > 0 && words[0] == "etcdctl":
		all = ctlCandidates(h, w, words[1:], prefix)
	}
	for _, candidate := range all {
		if strings.HasPrefix(candidate, prefix) {
			if !strings.HasSuffix(candidate, "=") && !strings.HasSuffix(candidate, ".") && !strings.HasSuffix(candidate, "/") {
				candidate += " "
			}
			out = append(out, candidate)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// candidates are the words that may follow others.
func candidates(h Host, w *sim.World, words []string) []string {
	if len(words) == 0 {
		return Commands()
	}
	names := h.Names(w)
	switch words[0] {
	case "log":
		if len(words) == 1 {
			return names
		}
		return nil
	case "cut", "join":
		if len(words) == 2 {
			return append([]string{"all"}, names...)
		}
		return append(slices.Clone(names), "leader")
	case "crash", "restart", "pause", "resume", "timeout", "transfer", "snapshot", "compact", "partition":
		return append(slices.Clone(names), "leader")
	case "link":
		if len(words) == 1 {
			return append([]string{"all"}, names...)
		}
		return append([]string{"lan", "demo", "wan", "latency=", "jitter=", "loss=", "dup=", "reorder="}, names...)
	case "disk":
		if len(words) == 1 {
			return append([]string{"all"}, names...)
		}
		if slices.Contains(words, "corrupt") {
			return []string{"record="}
		}
		return []string{"latency=", "jitter=", "lose-unsynced=", "tear=", "corrupt", "wipe"}
	case "clock":
		if len(words) == 1 {
			return append([]string{"all"}, names...)
		}
		return []string{"rate=", "jump="}
	case "rule":
		if len(words) == 1 {
			return h.Rules()
		}
		return []string{"on", "off"}
	case "member":
		switch {
		case len(words) == 1:
			return []string{"add", "remove", "promote", "change"}
		case words[1] == "add":
			return []string{"--learner"}
		case words[1] == "change" && !strings.HasPrefix(words[len(words)-1], "--"):
			return []string{"--add", "--learner", "--promote", "--remove"}
		}
		return names
	case "option":
		if len(words) == 1 {
			return h.Options()
		}
		return []string{"on", "off"}
	case "times":
		return []string{"paper", "etcd", "heartbeat=", "election="}
	case "preset":
		return presetNames(h)
	case "cluster":
		return []string{"--bare"}
	case "wait":
		return append(append([]string{"--for"}, h.Conditions()...), h.EventKinds()...)
	case "expect":
		if len(words) == 1 {
			return paths(names)
		}
		return comparisons
	case "help":
		return append(Commands(), "events", "options", "rules", "state")
	case "man":
		return Commands()
	case "rm", "ls", "touch":
		return fileNames(w, "")
	case "curl":
		return curlCandidates(words[1:])
	}
	return nil
}

// paths are the parts of the state that are asked for most.
func paths(names []string) []string {
	out := []string{"time_ms", "violations", "events", "messages", "last.stdout", "last.stderr", "last.code"}
	for _, name := range names {
		for _, field := range []string{"role", "up", "term", "vote", "leader", "commit", "applied", "revision", "keys"} {
			out = append(out, "members."+name+"."+field)
		}
	}
	return out
}

// fileNames are the files of all terminals.
func fileNames(w *sim.World, before string) (names []string) {
	for _, a := range w.Clients {
		if t, ok := a.(*Terminal); ok {
			folder := t.shell().folder
			if folder == "" {
				folder = home
			}
			for _, f := range t.files {
				if name, ok := strings.CutPrefix(f.name, folder); ok && name != "" {
					names = append(names, before+name)
				}
			}
		}
	}
	return names
}

func curlCandidates(words []string) []string {
	if len(words) > 0 && (words[len(words)-1] == "-X" || words[len(words)-1] == "--request") {
		return []string{"GET", "PUT", "POST", "DELETE", "HEAD"}
	}
	return []string{
		"http://127.0.0.1:2379/health", "http://127.0.0.1:2379/version", "http://127.0.0.1:2379/v2/members", "http://127.0.0.1:2379/v2/keys/",
		"--request", "--data", "--data-urlencode", "--include", "--head", "--verbose", "--silent", "--show-error", "--fail", "--get",
		"--header", "--max-time", "--write-out", "--output", "--location", "--no-buffer",
	}
}
