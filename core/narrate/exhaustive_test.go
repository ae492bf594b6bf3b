package narrate

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/check"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// parse reads a package's sources, without its tests.
func parse(t *testing.T, folder string) []*ast.File {
	t.Helper()
	packages, err := parser.ParseDir(token.NewFileSet(), folder, nil, 0)
	require.NoError(t, err)
	var files []*ast.File
	for name, p := range packages {
		if len(name) > 5 && name[len(name)-5:] == "_test" {
			continue
		}
		for _, f := range p.Files {
			files = append(files, f)
		}
	}
	require.NotEmpty(t, files, folder)
	return files
}

// typesWith returns the names of the types that have a method.
func typesWith(t *testing.T, folder, method string) []string {
	var types []string
	for _, file := range parse(t, folder) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != method {
				continue
			}
			if receiver, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
				types = append(types, receiver.Name)
			}
		}
	}
	slices.Sort(types)
	require.NotEmpty(t, types, "%s has no method %s", folder, method)
	return types
}

func typeName(v any) string {
	if v == nil {
		return ""
	}
	return reflect.TypeOf(v).Name()
}

func TestEveryReasonIsTold(t *testing.T) {
	told := map[string]bool{}
	for _, s := range scenes(0) {
		if _, ok := s.event.Why.(raft.Reason); ok {
			told[typeName(s.event.Why)] = true
		}
	}
	for _, reason := range typesWith(t, "../raft", "reason") {
		require.True(t, told[reason], "the transcript has no event with the reason raft.%s", reason)
	}
}

func TestEveryNoteIsTold(t *testing.T) {
	told := map[string]bool{}
	for _, s := range scenes(0) {
		told[typeName(s.event.Detail)] = true
	}
	for _, note := range typesWith(t, "../member", "Kind") {
		require.True(t, told[note], "the transcript has no member.%s", note)
	}
}

func TestEveryMessageIsTold(t *testing.T) {
	told := map[sim.Kind]map[string]bool{sim.KindSent: {}, sim.KindReceived: {}, sim.KindLost: {}}
	for _, s := range scenes(0) {
		detail := s.event.Detail
		if lost, ok := detail.(sim.Lost); ok {
			detail = lost.Payload
		}
		if told[s.event.Kind] != nil {
			told[s.event.Kind][typeName(detail)] = true
		}
	}
	messages := append(typesWith(t, "../raft", "Says"), "Request", "Reply", "Cancel", "Gone", "LeaseAsk", "LeaseTell")
	for _, message := range messages {
		for kind, told := range told {
			require.True(t, told[message], "the transcript has no %s that is %s", message, kind)
		}
	}
}

func TestEveryLossIsTold(t *testing.T) {
	told := map[sim.LossReason]bool{}
	for _, s := range scenes(0) {
		if lost, ok := s.event.Detail.(sim.Lost); ok {
			told[lost.Reason] = true
		}
	}
	for _, why := range []sim.LossReason{sim.LossChance, sim.LossCut, sim.LossDown, sim.LossDropped} {
		require.True(t, told[why])
	}
}

// kindsOf returns the names of the kinds that a package makes: what it gives to
// NewKind, and what stands in a table kindNames.
func kindsOf(t *testing.T, folder string) []string {
	var kinds []string
	add := func(e ast.Expr) {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if text, ok := e.(*ast.BasicLit); ok && text.Value != `"none"` {
			kind, err := strconv.Unquote(text.Value)
			require.NoError(t, err)
			kinds = append(kinds, kind)
		}
	}
	for _, file := range parse(t, folder) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if of, ok := n.Fun.(*ast.SelectorExpr); ok && of.Sel.Name == "NewKind" {
					add(n.Args[0])
				}
			case *ast.ValueSpec:
				if table, ok := first(n.Values).(*ast.CompositeLit); ok && n.Names[0].Name == "kindNames" {
					for _, e := range table.Elts {
						add(e)
					}
				}
			}
			return true
		})
	}
	return kinds
}

func first(values []ast.Expr) ast.Expr {
	if len(values) == 0 {
		return nil
	}
	return values[0]
}

func TestEveryKindIsKnown(t *testing.T) {
	known := map[string]bool{}
	for _, kind := range Kinds {
		require.False(t, known[kind], kind)
		known[kind] = true
	}
	happens := slices.Concat(kindsOf(t, "../sim"), kindsOf(t, "../shell"), kindsOf(t, "../lab"))
	for _, s := range scenes(0) {
		if s.event.Kind.String() != "snapshot-taken" {
			happens = append(happens, s.event.Kind.String())
		}
	}
	for _, kind := range happens {
		require.True(t, known[kind], "Kinds does not have %q", kind)
	}
	for kind := range known {
		require.Contains(t, happens, kind, "no event is of this kind")
	}
}

func TestEveryRuleIsExplained(t *testing.T) {
	require.Len(t, ruleTexts, len(raft.AllRules()))
	for _, rule := range raft.AllRules() {
		for _, lang := range Langs() {
			require.NotEqual(t, rule.Name, RuleName(lang, rule.Rule))
			require.NotEmpty(t, RuleText(lang, rule.Rule))
			require.NotEqual(t, rule.Property, PropertyName(lang, rule.Property))
			require.NotEmpty(t, PropertyText(lang, rule.Property))
		}
	}
}

func TestEveryPropertyIsExplained(t *testing.T) {
	for _, property := range check.Properties() {
		for _, lang := range Langs() {
			require.NotEqual(t, property, PropertyName(lang, property))
			require.NotEmpty(t, PropertyText(lang, property))
		}
	}
}

func TestPassagesAreOfFunctions(t *testing.T) {
	there := map[string]bool{}
	for _, file := range parse(t, "../raft") {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				there[f.Name.Name] = true
			}
		}
	}
	for _, p := range passages {
		require.True(t, there[p.function], "core/raft has no function %s", p.function)
	}
}
