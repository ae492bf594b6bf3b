package shell

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/api"
)

// What etcdctl's commands ask for, and what they refuse, in the order of
// etcdctl/ctlv3/command: put_command.go, get_command.go, del_command.go.

var (
	errPutArgs = errors.New("put command needs 1 argument and input from stdin or 2 arguments")
	errGetArgs = errors.New("get command needs one argument as key and an optional argument as range_end")
	errDelArgs = errors.New("del command needs one argument as key and an optional argument as range_end")
	errTwoWays = errors.New("`--prefix` and `--from-key` cannot be set at the same time, choose one")
	errTooMany = errors.New("too many arguments, only accept one argument when `--prefix` or `--from-key` is set")
)

func planPut(v ctlValues, args []string, p *ctlPlan) error {
	put, err := putOf(v, args)
	if err != nil && !errors.Is(err, errNoValue) {
		return err
	}
	p.request, p.run = put, runOnce
	if err != nil {
		p.run = runPut
	}
	p.summary = shorten("put " + args[0] + " " + strconv.Quote(string(put.Value)))
	return p.connect(v)
}

// errNoValue says that the value is not among the arguments.
var errNoValue = fmt.Errorf("%w", errPutArgs)

// putOf reads the arguments of put, on the command line or in a transaction.
func putOf(v ctlValues, args []string) (put api.Put, err error) {
	if len(args) == 0 {
		return put, errPutArgs
	}
	put = api.Put{Key: []byte(args[0]), PrevKV: v.on("prev-kv"), IgnoreValue: v.on("ignore-value"), IgnoreLease: v.on("ignore-lease")}
	if put.IgnoreValue && len(args) > 1 {
		return put, errors.New("put command needs only 1 argument when 'ignore-value' is set")
	}
	if put.Lease, err = strconv.ParseInt(v["lease"], 16, 64); err != nil {
		return put, fmt.Errorf("bad lease ID (%w), expecting ID in Hex", err)
	}
	if !put.IgnoreValue {
		if len(args) < 2 {
			return put, errNoValue
		}
		put.Value = []byte(args[1])
	}
	return put, nil
}

// runPut is a put whose value comes on stdin. At a terminal it is not waited
// for.
func runPut(x context, e *etcdctl, ev ctlEvent) {
	switch ev.kind {
	case ctlBegun:
		if x.ends[0].kind != pipeSource {
			e.fail(x, ctlBadArgs, errPutArgs.Error())
			return
		}
		e.input.reading = readsAll
	case ctlReadToEnd:
		put := e.plan.request.(api.Put)
		put.Value = []byte(ev.line)
		e.input.held = nil
		e.ask(x, ctlCall{request: put, until: e.timed(x)})
	default:
		runOnce(x, e, ev)
	}
}

func planGet(v ctlValues, args []string, p *ctlPlan) error {
	get, err := getOf(v, args)
	if err != nil {
		return err
	}
	if err := p.connect(v); err != nil {
		return err
	}
	if v.on("print-value-only") {
		if p.print.Format != "simple" {
			return errors.New("print-value-only is only for `--write-out=simple`")
		}
		p.print.ValueOnly = true
	}
	p.again = true
	return p.once(v, get)
}

// getOf reads the arguments of get, on the command line or in a transaction.
func getOf(v ctlValues, args []string) (get api.Range, err error) {
	if len(args) == 0 {
		return get, errGetArgs
	}
	if v.on("prefix") && v.on("from-key") {
		return get, errTwoWays
	}
	get = api.Range{Key: []byte(args[0]), KeysOnly: v.on("keys-only")}
	switch v["consistency"] {
	case "s":
		get.Serializable = true
	case "l":
	default:
		return get, ctlFailure{ctlBadFeature, fmt.Sprintf("unknown consistency flag %q", v["consistency"])}
	}
	if get.RangeEnd, get.Key, err = rangeOf(v, args); err != nil {
		return get, err
	}
	get.Limit, _ = strconv.ParseInt(v["limit"], 0, 64)
	if get.Revision, _ = strconv.ParseInt(v["rev"], 0, 64); get.Revision < 0 {
		get.Revision = 0
	}
	order, sorts := sortOrders[strings.ToUpper(v["order"])]
	if !sorts {
		return get, ctlFailure{ctlBadFeature, "bad sort order " + v["order"]}
	}
	target, sorts := sortTargets[strings.ToUpper(v["sort-by"])]
	if !sorts {
		return get, ctlFailure{ctlBadFeature, "bad sort target " + v["sort-by"]}
	}
	if get.SortOrder, get.SortTarget = order, target; target == api.SortByKey && order == api.SortAscend {
		get.SortOrder = api.SortNone // it is the order of the store
	}
	return get, nil
}

var (
	sortOrders  = map[string]api.SortOrder{"": api.SortNone, "ASCEND": api.SortAscend, "DESCEND": api.SortDescend}
	sortTargets = map[string]api.SortTarget{
		"": api.SortByKey, "KEY": api.SortByKey, "VERSION": api.SortByVersion, "CREATE": api.SortByCreate, "MODIFY": api.SortByMod, "VALUE": api.SortByValue,
	}
)

func planDel(v ctlValues, args []string, p *ctlPlan) error {
	del, err := delOf(v, args)
	if err != nil {
		return err
	}
	return p.once(v, del)
}

// delOf reads the arguments of del, on the command line or in a transaction.
func delOf(v ctlValues, args []string) (del api.DeleteRange, err error) {
	if len(args) == 0 || len(args) > 2 {
		return del, errDelArgs
	}
	if v.on("prefix") && v.on("from-key") {
		return del, errTwoWays
	}
	del.PrevKV = v.on("prev-kv")
	del.RangeEnd, del.Key, err = rangeOf(v, args)
	return del, err
}

// rangeOf returns the end of the range of keys that get and del are about, and
// its beginning (clientv3/op.go, WithPrefix and WithFromKey).
func rangeOf(v ctlValues, args []string) (end, key []byte, err error) {
	key = []byte(args[0])
	wide := v.on("prefix") || v.on("from-key")
	if wide && len(key) == 0 {
		key = []byte{0}
		v["prefix"], v["from-key"] = "false", "true"
	}
	switch {
	case len(args) > 1 && wide:
		return nil, nil, errTooMany
	case len(args) > 1:
		end = []byte(args[1])
	case v.on("from-key"):
		end = []byte{0}
	case v.on("prefix"):
		end = api.PrefixEnd(key)
	}
	return end, key, nil
}

func planCompaction(v ctlValues, args []string, p *ctlPlan) error {
	if len(args) != 1 {
		return errors.New("compaction command needs 1 argument")
	}
	rev, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return ctlFailure{ctlError, err.Error()}
	}
	p.print.Revision = rev
	return p.once(v, api.Compaction{Revision: rev, Physical: v.on("physical")})
}
