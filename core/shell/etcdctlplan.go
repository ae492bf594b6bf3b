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
	errPutArgs  = errors.New("put command needs 1 argument and input from stdin or 2 arguments")
	errGetArgs  = errors.New("get command needs one argument as key and an optional argument as range_end")
	errDelArgs  = errors.New("del command needs one argument as key and an optional argument as range_end")
	errTwoWays  = errors.New("`--prefix` and `--from-key` cannot be set at the same time, choose one")
	errTooMany  = errors.New("too many arguments, only accept one argument when `--prefix` or `--from-key` is set")
	errNoFormat = ctlFailure{ctlBadFeature, "unsupported output format"}
)

// connect refuses what etcdctl refuses when it is about to connect.
func (p *ctlPlan) connect() error {
	switch p.print.Format {
	case "simple", "json", "fields", "table", "protobuf":
	default:
		return errNoFormat
	}
	if len(p.endpoints) == 0 {
		return ctlFailure{ctlBadConn, "etcdclient: no available endpoints"}
	}
	return nil
}

func planPut(v ctlValues, args []string, p *ctlPlan) error {
	if len(args) == 0 {
		return errPutArgs
	}
	put := api.Put{Key: []byte(args[0]), PrevKV: v.on("prev-kv"), IgnoreValue: v.on("ignore-value"), IgnoreLease: v.on("ignore-lease")}
	if put.IgnoreValue && len(args) > 1 {
		return errors.New("put command needs only 1 argument when 'ignore-value' is set")
	}
	if !put.IgnoreValue {
		if len(args) < 2 {
			return errPutArgs
		}
		put.Value = []byte(args[1])
	}
	lease, err := strconv.ParseInt(v["lease"], 16, 64)
	if err != nil {
		return fmt.Errorf("bad lease ID (%v), expecting ID in Hex", err)
	}
	put.Lease = lease
	p.request = put
	p.summary = shorten("put " + args[0] + " " + strconv.Quote(string(put.Value)))
	return p.connect()
}

func planGet(v ctlValues, args []string, p *ctlPlan) error {
	if len(args) == 0 {
		return errGetArgs
	}
	if v.on("prefix") && v.on("from-key") {
		return errTwoWays
	}
	get := api.Range{Key: []byte(args[0]), KeysOnly: v.on("keys-only")}
	switch v["consistency"] {
	case "s":
		get.Serializable = true
	case "l":
	default:
		return ctlFailure{ctlBadFeature, fmt.Sprintf("unknown consistency flag %q", v["consistency"])}
	}
	var err error
	if get.RangeEnd, get.Key, err = rangeOf(v, args); err != nil {
		return err
	}
	get.Limit, _ = strconv.ParseInt(v["limit"], 0, 64)
	if get.Revision, _ = strconv.ParseInt(v["rev"], 0, 64); get.Revision < 0 {
		get.Revision = 0
	}
	switch strings.ToUpper(v["order"]) {
	case "":
	case "ASCEND":
		get.SortOrder = api.SortAscend
	case "DESCEND":
		get.SortOrder = api.SortDescend
	default:
		return ctlFailure{ctlBadFeature, "bad sort order " + v["order"]}
	}
	switch strings.ToUpper(v["sort-by"]) {
	case "", "KEY":
		if get.SortOrder == api.SortAscend {
			get.SortOrder = api.SortNone // it is the order of the store
		}
	case "VERSION":
		get.SortTarget = api.SortByVersion
	case "CREATE":
		get.SortTarget = api.SortByCreate
	case "MODIFY":
		get.SortTarget = api.SortByMod
	case "VALUE":
		get.SortTarget = api.SortByValue
	default:
		return ctlFailure{ctlBadFeature, "bad sort target " + v["sort-by"]}
	}
	if err := p.connect(); err != nil {
		return err
	}
	if v.on("print-value-only") {
		if p.print.Format != "simple" {
			return errors.New("print-value-only is only for `--write-out=simple`")
		}
		p.print.ValueOnly = true
	}
	p.request, p.again = get, true
	p.summary = shorten(strings.Join(append([]string{"get"}, args...), " "))
	return nil
}

func planDel(v ctlValues, args []string, p *ctlPlan) error {
	if len(args) == 0 || len(args) > 2 {
		return errDelArgs
	}
	if v.on("prefix") && v.on("from-key") {
		return errTwoWays
	}
	del := api.DeleteRange{PrevKV: v.on("prev-kv")}
	var err error
	if del.RangeEnd, del.Key, err = rangeOf(v, args); err != nil {
		return err
	}
	p.request = del
	p.summary = shorten(strings.Join(append([]string{"del"}, args...), " "))
	return p.connect()
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
		end = prefixEnd(key)
	}
	return end, key, nil
}

// prefixEnd is the first key after all that begin with prefix; a zero byte if
// there is none.
func prefixEnd(prefix []byte) []byte {
	end := append([]byte(nil), prefix...)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return end[:i+1]
		}
	}
	return []byte{0}
}

func planVersion(_ ctlValues, _ []string, p *ctlPlan) error {
	p.stdout = "etcdctl version: 3.4.14\nAPI version: 3.4\n"
	return nil
}

// simpleOnly refuses the formats that some commands do not have yet.
func (p *ctlPlan) simpleOnly(command string) error {
	if p.print.Format != "simple" {
		return ctlFailure{ctlBadFeature, "etcdctl " + command + " -w " + p.print.Format + " is not there yet in raftarium"}
	}
	return nil
}

func planMemberList(_ ctlValues, _ []string, p *ctlPlan) error {
	p.request, p.again, p.cluster, p.summary = api.MemberList{}, true, true, "member list"
	return p.connect()
}

func planStatus(_ ctlValues, _ []string, p *ctlPlan) error {
	p.request, p.each, p.again, p.summary = api.Status{}, "status", true, "endpoint status"
	if err := p.connect(); err != nil {
		return err
	}
	return p.simpleOnly("endpoint status")
}

func planHealth(_ ctlValues, _ []string, p *ctlPlan) error {
	p.request, p.each, p.again, p.summary = api.Range{Key: []byte("health")}, "health", true, "endpoint health"
	if err := p.connect(); err != nil {
		return err
	}
	return p.simpleOnly("endpoint health")
}
