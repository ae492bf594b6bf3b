package passages

import (
	"go/ast"
	"go/scanner"
	"go/token"
	"slices"
	"strings"

	"raftarium/core/passage"
)

// indent is what a tab is shown as.
const indent = "   "

// marks are the lines of a function that acted: the statement that a node is
// in, the branch that this stands in, the conditions that led there, and where
// what it sets is used. Nil stands for the function's head.
func (t *Text) marks(f *ast.FuncDecl, node ast.Node) []passage.Lines {
	if node == nil {
		return []passage.Lines{t.lines(f.Type.Func, f.Body.Lbrace)}
	}
	var marks []passage.Lines
	path := way(f, node)
	for i, n := range slices.Backward(path) {
		switch n := n.(type) {
		case *ast.CaseClause:
			marks = append(marks, t.lines(n.Pos(), n.Colon))
			marks = append(marks, t.branch(n.Body, len(marks) == 2)...)
		case *ast.IfStmt:
			marks = append(marks, t.lines(n.Pos(), n.Body.Lbrace))
			if path[i+1] == n.Body {
				marks = append(marks, t.branch(n.Body.List, len(marks) == 2)...)
			}
		case ast.Stmt:
			if _, block := n.(*ast.BlockStmt); !block && len(marks) == 0 {
				marks = append(marks, t.lines(n.Pos(), n.End()))
				marks = append(marks, t.uses(set(n), n, path[:i])...)
			}
		}
	}
	return joined(marks)
}

// branch are the lines of a branch, if it is the innermost and goes straight on.
func (t *Text) branch(body []ast.Stmt, innermost bool) []passage.Lines {
	if !innermost || len(body) == 0 {
		return nil
	}
	for _, s := range body {
		switch s.(type) {
		case *ast.AssignStmt, *ast.ExprStmt, *ast.IncDecStmt, *ast.ReturnStmt, *ast.BranchStmt:
		default:
			return nil
		}
	}
	return []passage.Lines{t.lines(body[0].Pos(), body[len(body)-1].End())}
}

// set is the name of the variable that a statement gives a reason, or "".
func set(s ast.Stmt) string {
	switch s := s.(type) {
	case *ast.AssignStmt:
		if name, ok := s.Lhs[len(s.Lhs)-1].(*ast.Ident); ok {
			return name.Name
		}
	case *ast.DeclStmt:
		if values, ok := s.Decl.(*ast.GenDecl).Specs[0].(*ast.ValueSpec); ok {
			return values.Names[0].Name
		}
	}
	return ""
}

// uses are the calls behind a statement that take a variable, in the blocks
// that the statement is in.
func (t *Text) uses(name string, behind ast.Stmt, path []ast.Node) (marks []passage.Lines) {
	for _, n := range path {
		block, ok := n.(*ast.BlockStmt)
		if !ok || name == "" {
			continue
		}
		for _, s := range block.List {
			call, ok := s.(*ast.ExprStmt)
			if !ok || s.Pos() < behind.End() {
				continue
			}
			for _, argument := range call.X.(*ast.CallExpr).Args {
				if is, ok := argument.(*ast.Ident); ok && is.Name == name {
					marks = append(marks, t.lines(s.Pos(), s.End()))
				}
			}
		}
	}
	return marks
}

// way are the nodes from a function down to one of its nodes.
func way(f *ast.FuncDecl, to ast.Node) (found []ast.Node) {
	var stack []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		if n == to {
			found = slices.Clone(stack)
		}
		return true
	})
	return found
}

func (t *Text) lines(from, to token.Pos) passage.Lines {
	return passage.Lines{From: t.files.Position(from).Line, To: t.files.Position(to).Line}
}

// joined sorts lines and joins those that meet.
func joined(marks []passage.Lines) []passage.Lines {
	slices.SortFunc(marks, func(a, b passage.Lines) int { return a.From - b.From })
	kept := marks[:0]
	for _, m := range marks {
		if n := len(kept); n > 0 && m.From <= kept[n-1].To+1 {
			kept[n-1].To = max(kept[n-1].To, m.To)
			continue
		}
		kept = append(kept, m)
	}
	return kept
}

// rule is a function with its comment, line by line.
func (t *Text) rule(f *ast.FuncDecl) passage.Rule {
	begin := f.Pos()
	if f.Doc != nil {
		begin = f.Doc.Pos()
	}
	first, last := t.files.Position(begin), t.files.Position(f.End())
	text := t.source[first.Filename][first.Offset:last.Offset]
	kinds := kindsOf(text)
	r := passage.Rule{File: folder + first.Filename, First: first.Line}
	at := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		r.Lines = append(r.Lines, runs(line, kinds[at:at+len(line)]))
		at += len(line) + 1
	}
	return r
}

// runs cuts a line where what it is changes.
func runs(line string, kinds []passage.Kind) passage.Line {
	cut := passage.Line{}
	for len(line) > 0 {
		n := 1
		for n < len(line) && kinds[n] == kinds[0] {
			n++
		}
		cut = append(cut, passage.Run{Text: strings.ReplaceAll(line[:n], "\t", indent), Kind: kinds[0]})
		line, kinds = line[n:], kinds[n:]
	}
	return cut
}

// kindsOf says for each byte of a text what it belongs to.
func kindsOf(text []byte) []passage.Kind {
	kinds := make([]passage.Kind, len(text))
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(text))
	s.Init(file, text, func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, literal := s.Scan()
		kind := passage.Comment
		switch {
		case tok == token.EOF:
			return kinds
		case tok.IsKeyword():
			kind = passage.Keyword
		case tok != token.COMMENT:
			continue
		}
		for i := range len(literal) {
			kinds[file.Offset(pos)+i] = kind
		}
	}
}
