import { libraryClass, listOf, need } from '../define.ts';
import { platformEnum } from '../registry.ts';
import { throwApex } from '../../values/index.ts';
import { XmlDocument, XmlNode, element } from './tree.ts';

const documentClass = libraryClass('dom.Document', {
  'Document()': () => new XmlDocument(),
  'dom.XmlNode createRootElement(String name, String namespace, String prefix)': (
    _,
    d: XmlDocument,
    name: string,
    namespace: string | null,
    prefix: string | null
  ) => {
    if (d.root) throwApex('System.XmlException', 'The document already has a root element');
    return (d.root = element(null, need(name), namespace, prefix));
  },
  'dom.XmlNode getRootElement()': (_, d: XmlDocument) => d.root,
  'void load(String xml)': (_, d: XmlDocument, xml: string) => d.load(need(xml)),
  'String toXmlString()': (_, d: XmlDocument) => d.xml()
});

const reading = {
  'String getAttribute(String key, String namespace)': (_: unknown, n: XmlNode, key: string, ns: string | null) =>
    n.attribute(need(key), ns)?.value ?? null,
  'Integer getAttributeCount()': (_: unknown, n: XmlNode) => n.attributes.length,
  'String getAttributeKeyAt(Integer index)': (_: unknown, n: XmlNode, index: number) => at(n, index).key,
  'String getAttributeKeyNsAt(Integer index)': (_: unknown, n: XmlNode, index: number) => at(n, index).namespace,
  'String getAttributeValue(String key, String namespace)': (_: unknown, n: XmlNode, key: string, ns: string | null) =>
    n.attribute(need(key), ns)?.value ?? null,
  'String getAttributeValueNs(String key, String namespace)': (
    _: unknown,
    n: XmlNode,
    key: string,
    ns: string | null
  ) => n.attribute(need(key), ns)?.namespace ?? null,
  'dom.XmlNode getChildElement(String name, String namespace)': (_: unknown, n: XmlNode, name: string, ns: string) =>
    n.elements.find((c) => c.name === need(name) && c.namespace === (ns === '' ? null : ns)) ?? null,
  'List<dom.XmlNode> getChildElements()': (_: unknown, n: XmlNode) => listOf('dom.XmlNode', n.elements),
  'List<dom.XmlNode> getChildren()': (_: unknown, n: XmlNode) => listOf('dom.XmlNode', [...n.children]),
  'String getName()': (_: unknown, n: XmlNode) => n.name,
  'String getNamespace()': (_: unknown, n: XmlNode) => n.namespace,
  'String getNamespaceFor(String prefix)': (_: unknown, n: XmlNode, prefix: string) => n.namespaceFor(need(prefix)),
  'dom.XmlNodeType getNodeType()': (_: unknown, n: XmlNode) => platformEnum('dom.XmlNodeType', n.kind),
  'dom.XmlNode getParent()': (_: unknown, n: XmlNode) => n.parent,
  'String getPrefixFor(String namespace)': (_: unknown, n: XmlNode, ns: string) => n.prefixFor(need(ns)),
  'String getText()': (_: unknown, n: XmlNode) => n.text
};

function at(n: XmlNode, index: number): XmlNode['attributes'][number] {
  return n.attributes[need(index)] ?? throwApex('System.ListException', `List index out of bounds: ${index}`);
}

const writing = {
  'dom.XmlNode addChildElement(String name, String namespace, String prefix)': (
    _: unknown,
    n: XmlNode,
    name: string,
    namespace: string | null,
    prefix: string | null
  ) => element(n, need(name), namespace, prefix),
  'dom.XmlNode addCommentNode(String text)': (_: unknown, n: XmlNode, text: string) =>
    n.add(new XmlNode('COMMENT', null, null, need(text))),
  'dom.XmlNode addTextNode(String text)': (_: unknown, n: XmlNode, text: string) =>
    n.add(new XmlNode('TEXT', null, null, need(text))),
  'dom.XmlNode insertBefore(Object child, Object before)': (_: unknown, n: XmlNode, child: XmlNode, before: XmlNode) =>
    insertBefore(n, need(child), before),
  'Boolean removeAttribute(String key, String namespace)': (_: unknown, n: XmlNode, key: string, ns: string | null) => {
    const found = n.attribute(need(key), ns);
    if (found) n.attributes.splice(n.attributes.indexOf(found), 1);
    return found !== undefined;
  },
  'Boolean removeChild(Object child)': (_: unknown, n: XmlNode, child: XmlNode) => detach(n, need(child)),
  'void setAttribute(String key, String value)': (_: unknown, n: XmlNode, key: string, value: string) =>
    n.setAttribute({ key: need(key), namespace: null, value: need(value) }),
  'void setAttributeNs(String key, String value, String keyNamespace, String valueNamespace)': (
    _: unknown,
    n: XmlNode,
    key: string,
    value: string,
    ns: string | null
  ) => n.setAttribute({ key: need(key), namespace: ns === '' ? null : ns, value: need(value) }),
  'void setNamespace(String prefix, String namespace)': (_: unknown, n: XmlNode, prefix: string, ns: string) =>
    void n.declared.set(need(prefix), need(ns))
};

function insertBefore(parent: XmlNode, child: XmlNode, before: XmlNode | null): XmlNode {
  const place = before ? parent.children.indexOf(before) : parent.children.length;
  if (place < 0) throwApex('System.XmlException', 'The reference node is no child of this node');
  if (child.parent) detach(child.parent, child);
  child.parent = parent;
  parent.children.splice(place, 0, child);
  return child;
}

function detach(parent: XmlNode, child: XmlNode): boolean {
  const place = parent.children.indexOf(child);
  if (place < 0) return false;
  parent.children.splice(place, 1);
  child.parent = null;
  return true;
}

export const domClasses = [documentClass, libraryClass('dom.XmlNode', reading, writing)];
