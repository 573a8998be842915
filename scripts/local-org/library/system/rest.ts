import type { Transaction } from '../../contracts/transaction.ts';
import { ApexMap, mapType, stringType } from '../../values/index.ts';
import { beanConstructor, fields, getters, libraryClass, need, plainGetters, setters } from '../define.ts';
import { Bean } from '../registry.ts';

const texts = (): ApexMap => new ApexMap(mapType(stringType, stringType));
const REQUEST = 'library.rest.request';
const RESPONSE = 'library.rest.response';

function mark(tx: Transaction, name: string): unknown {
  return tx.marks.get(name) ?? null;
}

function put(self: Bean, map: string, name: string, value: string): void {
  (self.get(map) as ApexMap).put(need(name), value);
}

/** The request and response of an Apex REST method; whoever serves it puts them under these marks. */
export const REST_MARKS = { request: REQUEST, response: RESPONSE } as const;

export const restClasses = [
  libraryClass('System.RestContext', {
    'static get RestRequest request': (tx) => mark(tx, REQUEST),
    'static set RestRequest request': (tx, _, value) => {
      tx.marks.set(REQUEST, value);
    },
    'static get RestResponse response': (tx) => mark(tx, RESPONSE),
    'static set RestResponse response': (tx, _, value) => {
      tx.marks.set(RESPONSE, value);
    }
  }),
  libraryClass(
    'System.RestRequest',
    fields(
      'Map<String,String> headers',
      'String httpMethod',
      'Map<String,String> params',
      'String remoteAddress',
      'Blob requestBody',
      'String requestURI',
      'String resourcePath'
    ),
    beanConstructor('System.RestRequest', () => [
      ['headers', texts()],
      ['params', texts()]
    ]),
    {
      'void addHeader(String name, String value)': (_, self: Bean, name: string, value: string) =>
        put(self, 'headers', name, value),
      'void addParameter(String name, String value)': (_, self: Bean, name: string, value: string) =>
        put(self, 'params', name, value)
    }
  ),
  libraryClass(
    'System.RestResponse',
    fields('Map<String,String> headers', 'Blob responseBody', 'Integer statusCode'),
    beanConstructor('System.RestResponse', () => [['headers', texts()]]),
    {
      'void addHeader(String name, String value)': (_, self: Bean, name: string, value: string) =>
        put(self, 'headers', name, value)
    }
  )
];

const results = ['List<Database.Error> errors', 'Id id', 'Boolean success'];

/** Values that other classes answer with, or that pages list. */
export const valueClasses = [
  libraryClass('Approval.LockResult', getters(...results)),
  libraryClass('Approval.UnlockResult', getters(...results)),
  libraryClass(
    'Approval.ProcessResult',
    getters(
      'List<Id> actorIds',
      'String entityId',
      'List<Database.Error> errors',
      'String instanceId',
      'String instanceStatus',
      'List<Id> newWorkitemIds',
      'Boolean success'
    )
  ),
  libraryClass(
    'System.SelectOption',
    plainGetters('Boolean Disabled', 'Boolean EscapeItem', 'String Label', 'String Value'),
    setters('Boolean Disabled', 'Boolean EscapeItem', 'String Label', 'String Value'),
    {
      'SelectOption(String value, String label)': (_, __, value, label) => option(value, label, false),
      'SelectOption(String value, String label, Boolean disabled)': (_, __, value, label, disabled) =>
        option(value, label, need(disabled))
    }
  )
];

function option(value: unknown, label: unknown, disabled: unknown): Bean {
  return new Bean('System.SelectOption', [
    ['value', value],
    ['label', label],
    ['disabled', disabled],
    ['escapeItem', true]
  ]);
}
