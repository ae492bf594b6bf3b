package shell

import (
	"slices"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// keysOffered bounds the keys that Tab offers.
const keysOffered = 50

// ctlFormats are what -w takes.
var ctlFormats = []string{"fields", "json", "protobuf", "simple", "table"}

// ctlCandidates are the words that may follow others after etcdctl: commands,
// flags with what they take, the IDs of members, and keys.
func ctlCandidates(h Host, w *sim.World, words []string, prefix string) (out []string) {
	last := ""
	if len(words) > 0 {
		last = words[len(words)-1]
	}
	switch {
	case last == "-w" || last == "--write-out":
		return ctlFormats
	case last == "--endpoints":
		return endpoints(h, w, "")
	case strings.HasPrefix(prefix, "--endpoints="):
		return endpoints(h, w, "--endpoints=")
	case strings.HasPrefix(last, "--endpoints=") && !strings.HasPrefix(prefix, "-") && looksLikeAddress(prefix):
		out = endpoints(h, w, "")
	case strings.HasPrefix(prefix, "--write-out="):
		for _, f := range ctlFormats {
			out = append(out, "--write-out="+f)
		}
		return out
	}
	named := words
	if len(words) > 0 && words[0] == "help" {
		named = words[1:]
	}
	command, _ := findCtl(named)
	if command == nil {
		return out
	}
	for _, f := range command.all.list {
		switch {
		case f.absent:
		case f.kind == ctlBool:
			out = append(out, "--"+f.name)
		default:
			out = append(out, "--"+f.name+"=")
		}
	}
	for _, name := range append(slices.Clone(ctlTable().names), "help") {
		above, below := "", name
		if i := strings.LastIndexByte(name, ' '); i >= 0 {
			above, below = name[:i], name[i+1:]
		}
		if above == command.name && ctlPlans[name] != nil {
			out = append(out, below)
		} else if first, _, _ := strings.Cut(name, " "); command.name == "" && first != "" && !slices.Contains(ctlAbsent, first) {
			out = append(out, first)
		}
	}
	switch command.name {
	case "get", "put", "del", "watch":
		if strings.HasPrefix(prefix, "-") {
			break
		}
		for _, key := range h.Keys(w, prefix, keysOffered) {
			if printable(key) == key && !strings.ContainsAny(key, " \t'\"$&|;<>()*?#~`\\") {
				out = append(out, key)
			}
		}
	case "member remove", "member update", "member promote", "move-leader":
		for _, name := range h.Names(w) {
			if n, err := h.Member(w, name); err == nil {
				out = append(out, h.Server(w, n).ID)
			}
		}
	}
	return out
}

func looksLikeAddress(text string) bool { return strings.Trim(text, "0123456789.:") == "" }

// endpoints are the addresses at which members hear clients.
func endpoints(h Host, w *sim.World, before string) (out []string) {
	for _, l := range h.Listeners(w) {
		at := "127.0.0.1:" + strconv.Itoa(l.Port)
		if _, ok := h.Endpoint(w, at); ok {
			out = append(out, before+at)
		}
	}
	return out
}
