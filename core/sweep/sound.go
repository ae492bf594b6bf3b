package sweep

import (
	"slices"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// sound reports whether Raft still owes what it promises after a line that a
// storm is about to type: a majority keeps its disks, and whoever is left of a
// cluster knows that it is. A storm types nothing else, see makeDamage and
// makeMember; the same lines without some that were before them may mean another
// thing, as the loss of two disks of five does once the cluster has only three.
func (s *storm) sound(line string) bool {
	for command := range strings.SplitSeq(line, ";") {
		words := strings.Fields(command)
		switch {
		case len(words) == 3 && words[0] == "disk" && (words[2] == "wipe" || words[2] == "corrupt"):
			config, known := s.settled()
			id, found := s.idNamed(words[1])
			if found && (!known || !s.unlost(config, id)) {
				return false
			}
		case len(words) > 2 && words[0] == "member" && !s.spares(removedBy(words)):
			return false
		}
	}
	return true
}

// removedBy returns the members that the words of a verb remove.
func removedBy(words []string) []string {
	if words[1] == "remove" {
		return words[2:3]
	}
	if at := slices.Index(words, "--remove"); at >= 0 && at+1 < len(words) {
		return strings.Split(words[at+1], ",")
	}
	return nil
}

// spares reports whether the cluster can do without the members of some names.
func (s *storm) spares(names []string) bool {
	leader := lab.MemberAt(s.play.World(), s.leader())
	if len(names) == 0 || leader == nil {
		return true
	}
	voters, ids := leader.Raft().Membership().Voters, []raft.ID(nil)
	for _, name := range names {
		if id, found := s.idNamed(name); found {
			ids = append(ids, id)
		}
	}
	return len(voters)-len(ids) > 1 && s.mayRemove(ids...)
}

// idNamed returns the server with a number.
func (s *storm) idNamed(number string) (raft.ID, bool) {
	n, err := strconv.Atoi(number)
	m := lab.MemberAt(s.play.World(), sim.Node(n))
	if err != nil || m == nil {
		return raft.None, false
	}
	return idOf(m), true
}
