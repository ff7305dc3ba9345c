import ts from 'typescript'

/** Functions that a file declares, by name, and whether they give a promise as far as it says so. */
export function declaredFunctions(file: ts.SourceFile): Map<string, boolean> {
  const functions = new Map<string, boolean>()
  const visit = (node: ts.Node): void => {
    const [name, declared] = [nameOf(node), functionIn(node)]
    if (name !== undefined && declared !== undefined) {
      functions.set(name, functions.get(name) === true || givesPromise(declared))
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return functions
}

function nameOf(node: ts.Node): string | undefined {
  const { name } = node as { name?: ts.Node }
  const isName = name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name))
  return isName ? name.text : undefined
}

/** What is declared under a name, unless it is no function. */
function functionIn(node: ts.Node): ts.SignatureDeclaration | undefined {
  if (ts.isFunctionLike(node)) return node
  const isTyped =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node)
  if (isTyped && node.type !== undefined) {
    return ts.isFunctionTypeNode(node.type) ? node.type : undefined
  }
  const { initializer } = node as { initializer?: ts.Node }
  const isFunction = initializer !== undefined && ts.isFunctionLike(initializer)
  return isFunction ? initializer : undefined
}

function givesPromise(declared: ts.SignatureDeclaration): boolean {
  const modifiers = ts.canHaveModifiers(declared) ? (ts.getModifiers(declared) ?? []) : []
  const isGenerator = 'asteriskToken' in declared && declared.asteriskToken !== undefined
  const isAsync = modifiers.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  return (isAsync && !isGenerator) || isPromise(declared.type)
}

function isPromise(type: ts.TypeNode | undefined): boolean {
  if (type === undefined) return false
  if (ts.isUnionTypeNode(type)) return type.types.some(isPromise)
  return ts.isTypeReferenceNode(type) && /^Promise(?:Like)?$/.test(type.typeName.getText())
}
