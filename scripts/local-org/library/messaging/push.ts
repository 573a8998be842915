import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, ApexMap, type ApexSet, mapType, objectType, stringType } from '../../values/index.ts';
import { libraryClass, need, objectMap } from '../define.ts';
import { PlatformObject } from '../registry.ts';

/** `Messaging.PushNotification`. */
class PushNotification extends PlatformObject {
  payload: ApexMap = objectMap();
  ttl: number | null = null;
}
PushNotification.for('Messaging.PushNotification');

/** It goes nowhere from here: the outbox keeps it. Each call counts against the limit of mobile push calls. */
function send(tx: Transaction, self: PushNotification, application: string, users: ApexSet): void {
  tx.limits.count('mobilePushApexCalls');
  const message = {
    kind: 'push' as const,
    to: need(users).toArray() as string[],
    title: need(application),
    body: textOf(self.payload.get('aps')),
    at: tx.now(),
    details: { ttl: self.ttl }
  };
  tx.afterCommit(() => tx.org.outbox.push(message));
}

function textOf(aps: unknown): string {
  const alert = aps instanceof ApexMap ? aps.get('alert') : null;
  const body = alert instanceof ApexMap ? alert.get('body') : alert;
  return typeof body === 'string' ? body : '';
}

/** The payload of Apple's push service: what was given, under its names (Apex Reference Guide, PushNotificationPayload). */
function apple(alert: unknown, sound: string | null, badge: number | null, userData: ApexMap | null): ApexMap {
  const aps = objectMap(Object.entries({ alert, sound, badge }).filter(([, value]) => value !== null));
  const payload = new ApexMap(mapType(stringType, objectType), [...(userData?.pairs() ?? [])]);
  payload.put('aps', aps);
  return payload;
}

const ALERT = ['body', 'action-loc-key', 'loc-key', 'loc-args', 'launch-image'] as const;

function detailedAlert(values: readonly (string | ApexList | null)[]): ApexMap {
  return objectMap(ALERT.map((name, i) => [name, values[i] ?? null] as const).filter(([, value]) => value !== null));
}

export const pushClasses = [
  libraryClass('Messaging.PushNotification', {
    'PushNotification()': () => new PushNotification(),
    'PushNotification(Map<String,Object> payload)': (_, __, payload: ApexMap) =>
      Object.assign(new PushNotification(), { payload: need(payload) }),
    'void setPayload(Map<String,Object> payload)': (_, self: PushNotification, payload: ApexMap) => {
      self.payload = need(payload);
    },
    'void setTtl(Integer ttl)': (_, self: PushNotification, ttl: number) => {
      self.ttl = need(ttl);
    },
    'void send(String application, Set<String> users)': (tx, self: PushNotification, app: string, users: ApexSet) =>
      send(tx, self, app, users)
  }),
  libraryClass('Messaging.PushNotificationPayload', {
    'static Map<String,Object> apple(String alert, String sound, Integer badge, Map<String,Object> userData)': (
      _,
      __,
      alert: string | null,
      sound: string | null,
      badge: number | null,
      userData: ApexMap | null
    ) => apple(alert, sound, badge, userData),
    'static Map<String,Object> apple(String body, String action, String loc, List<String> locArgs, String image, String sound, Integer badge, Map<String,Object> userData)':
      (
        _,
        __,
        body: string | null,
        action: string | null,
        loc: string | null,
        locArgs: ApexList | null,
        image: string | null,
        sound: string | null,
        badge: number | null,
        userData: ApexMap | null
      ) => apple(detailedAlert([body, action, loc, locArgs, image]), sound, badge, userData)
  })
];
