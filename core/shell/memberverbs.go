package shell

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"raftarium/core/sim"
)

// parseMember reads what changes the cluster: member add, remove, promote and
// change.
func parseMember(h Host, w *sim.World, args []string) (Act, error) {
	const form = "member add [--learner] | member remove M | member promote M | " + changeForm + "; to list them, etcdctl member list"
	if len(args) == 0 {
		return nil, usage(form)
	}
	switch verb, rest := args[0], args[1:]; verb {
	case "add":
		for _, arg := range rest {
			if arg != "--learner" {
				return nil, fmt.Errorf("add: '%s' is not known; a member gets its name and its ports by itself, and there is --learner", arg)
			}
		}
		return AddMember{Learner: len(rest) > 0}, nil
	case "remove":
		return onMember(func(n sim.Node) Act { return RemoveMember{n} })(h, w, rest)
	case "promote":
		return onMember(func(n sim.Node) Act { return PromoteMember{n} })(h, w, rest)
	case "change":
		return parseChange(h, w, rest)
	}
	return nil, usage(form)
}

const changeForm = "member change [--add N] [--learner N] [--promote M,…] [--remove M,…]"

// parseChange reads several changes that are to be made at once.
func parseChange(h Host, w *sim.World, args []string) (Act, error) {
	var a ChangeMembers
	for len(args) > 0 {
		flag, value, joined := strings.Cut(args[0], "=")
		args = args[1:]
		if !joined {
			if len(args) == 0 {
				return nil, usage(changeForm)
			}
			value, args = args[0], args[1:]
		}
		var err error
		switch flag {
		case "--add":
			err = parseAdded(&a.Add, value)
		case "--learner":
			err = parseAdded(&a.AddLearner, value)
		case "--promote":
			err = parseMembers(h, w, &a.Promote, value)
		case "--remove":
			err = parseMembers(h, w, &a.Remove, value)
		default:
			err = fmt.Errorf("'%s' is not known", flag)
		}
		if err != nil {
			return nil, fmt.Errorf("change: %w; %w", err, usage(changeForm))
		}
	}
	for _, n := range a.Promote {
		if slices.Contains(a.Remove, n) {
			return nil, errors.New("change: a member cannot be both made a voter and removed")
		}
	}
	if a.Add+a.AddLearner+len(a.Promote)+len(a.Remove) < 2 {
		return nil, errors.New("change: this is for several members at once; for one there are member add, member promote and member remove")
	}
	return a, nil
}

func parseAdded(count *int, value string) error {
	n, err := parseIndex("the number of added members", value)
	if err == nil && n > MembersMax {
		err = fmt.Errorf("%s members are more than the %d that a cluster can have", value, MembersMax)
	}
	*count += int(n)
	return err
}

// parseMembers reads members with commas between them.
func parseMembers(h Host, w *sim.World, list *[]sim.Node, value string) error {
	for name := range strings.SplitSeq(value, ",") {
		n, err := h.Member(w, name)
		if err != nil {
			return err
		}
		if slices.Contains(*list, n) {
			return fmt.Errorf("'%s' is named twice", name)
		}
		*list = append(*list, n)
	}
	return nil
}
