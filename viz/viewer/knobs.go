package viewer

import (
	"fmt"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/panel"
)

// actKnobs chooses whose settings the panel of controls shows: "of all", "of
// etcd-02", "to etcd-03" for the other end of a link, "way both|there|back" for
// its direction. It shows the panel.
func (v *Viewer) actKnobs(rest string) error {
	what, name, _ := strings.Cut(rest, " ")
	scope := v.scope
	switch what {
	case "of":
		scope = panel.Scope{}
		if name != "all" {
			n, err := lab.FindMember(v.lab.World(), name)
			if err != nil {
				return err
			}
			scope.Member = n
		}
	case "to":
		n, err := lab.FindMember(v.lab.World(), name)
		if err != nil {
			return err
		}
		if scope.Member == sim.Nobody || n == scope.Member {
			return fmt.Errorf("a link has two ends: choose the first with knobs of MEMBER")
		}
		scope.Peer = n
	case "way":
		way, ok := panel.WayNamed(name)
		if !ok {
			return fmt.Errorf("a link is set both ways, there or back, not %q", name)
		}
		scope.Way = way
	default:
		return fmt.Errorf("knobs of MEMBER|all, to MEMBER, or way both|there|back, not %q", rest)
	}
	v.scope, v.tab = scope, "knobs"
	return nil
}
