import ts from 'typescript'

type IsPromising = (functionName: string) => boolean

/**
 * Promises that are returned, without `await`, from where a `using` holds something: it is given back when the
 * promise is made, not when what was promised is done. Told by names: an `await` more does no harm.
 *
 * @param isPromising whether a function of that name gives a promise
 * @returns where they stand in the text
 */
export function findEarlyReturns(file: ts.SourceFile, isPromising: IsPromising): number[] {
  const found: number[] = []
  const visit = (node: ts.Node, isHeld: boolean): void => {
    if (ts.isReturnStatement(node) && isHeld && givesPromise(node.expression, isPromising)) {
      found.push(node.getStart())
    }
    let isHeldHere = isHeld && !ts.isFunctionLike(node)
    ts.forEachChild(node, (child) => {
      // what stands before it in its block is not affected
      visit(child, isHeldHere)
      if (isUsing(child)) isHeldHere = true
    })
  }
  visit(file, false)
  return found
}

function isUsing(node: ts.Node): boolean {
  if (!ts.isVariableStatement(node)) return false
  const { BlockScoped, Using, AwaitUsing } = ts.NodeFlags
  const kind = node.declarationList.flags & BlockScoped
  return kind === Using || kind === AwaitUsing
}

function givesPromise(node: ts.Node | undefined, isPromising: IsPromising): boolean {
  if (node === undefined) return false
  const gives = (part: ts.Node) => givesPromise(part, isPromising)
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return gives(node.expression)
  if (ts.isConditionalExpression(node)) return gives(node.whenTrue) || gives(node.whenFalse)
  if (ts.isBinaryExpression(node)) return gives(node.left) || gives(node.right)
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Promise'
  if (!ts.isCallExpression(node)) return false
  const callee = node.expression
  if (ts.isIdentifier(callee)) return isPromising(callee.text)
  if (!ts.isPropertyAccessExpression(callee)) return false
  return callee.expression.getText() === 'Promise' || isPromising(callee.name.text)
}
