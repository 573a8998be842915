import type { ApexList } from '../../values/index.ts';
import { fields, getters, libraryClass, listOf, need, beanConstructor, setters } from '../define.ts';
import { beanFacts } from './facts.ts';

const PAIR = ['String DataCategoryGroupName', 'String Sobject'];
const GROUP = ['String Description', 'String Label', 'String Name', 'String Sobject'];

/** Data categories sort articles of Knowledge, which a local org has not: there are none to describe. */
export const categoryClasses = [
  libraryClass('System.Schema', {
    'static List<Schema.DescribeDataCategoryGroupResult> describeDataCategoryGroups(List<String> objects)': (
      _,
      __,
      objects: ApexList
    ) => need(objects) && listOf('Schema.DescribeDataCategoryGroupResult', []),
    'static List<Schema.DescribeDataCategoryGroupStructureResult> describeDataCategoryGroupStructures(List<Schema.DataCategoryGroupSobjectTypePair> pairs, Boolean topOnly)':
      (_, __, pairs: ApexList) => need(pairs) && listOf('Schema.DescribeDataCategoryGroupStructureResult', [])
  }),
  libraryClass(
    'Schema.DataCategoryGroupSobjectTypePair',
    getters(...PAIR),
    setters(...PAIR),
    fields(...PAIR),
    beanConstructor('Schema.DataCategoryGroupSobjectTypePair')
  ),
  libraryClass('Schema.DescribeDataCategoryGroupResult', beanFacts(...GROUP, 'Integer CategoryCount')),
  libraryClass(
    'Schema.DescribeDataCategoryGroupStructureResult',
    beanFacts(...GROUP, 'List<Schema.DataCategory> TopCategories')
  ),
  libraryClass(
    'Schema.DataCategory',
    beanFacts('List<Schema.DataCategory> ChildCategories', 'String Label', 'String Name')
  )
];
